"""Paragraphs → what the disclosure explains: statements, the three public expenses, procurement."""
