"""Kinds of report as data, their sections, and the pages made of them: HTML and PDF."""
