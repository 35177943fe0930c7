"""Frames as people read them: as a table on the screen that can be copied, and as a workbook."""
