"""The harness itself: what goes wrong in a notebook, or leaves the machine, is seen."""

from __future__ import annotations

import pytest
from lab_page import Lab

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def test_errors_and_requests_elsewhere_are_told(lab: Lab) -> None:
    path = lab.server.write(
        "harness.ipynb",
        "print('one')\n1 + 1",
        "from IPython.display import HTML\nHTML('<img src=\"http://example.com/picture.png\">')",
        "from urllib.request import urlopen\nurlopen('http://example.org')",
        "print('never')",
    )
    with lab.open(path) as notebook:
        notebook.run_all()
        one, picture, fetched, never = notebook.cells()
        assert (one.text, one.count, one.errors) == ("one\n\n2", 1, [])
        assert picture.media == {"text/html", "text/plain"}
        assert [error.partition(":")[0] for error in fetched.errors] == ["URLError"]
        assert never.count is None
        assert notebook.output(0).inner_text().split() == ["one", "[1]:", "2"]
        assert set(notebook.asked) == {"http://example.com/picture.png"}
        assert lab.server.reached == ["socket.getaddrinfo example.org"]
        notebook.run(0)
        assert notebook.cells()[0].count == 4
    lab.server.notes.unlink()
    assert lab.server.api("/api/sessions") == []
