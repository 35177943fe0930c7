"""Grids → identified tables: titles, continued pages, headers, rows, repair."""
