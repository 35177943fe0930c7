"""The explorer of JupyterLab; nothing else imports ipywidgets."""
