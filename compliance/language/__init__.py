"""Translations, dates, amounts, and how hard a text is to read."""
