"""Notebooks × disclosures → pages that are complete by themselves, and an index of them."""
