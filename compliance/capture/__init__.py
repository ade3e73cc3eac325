"""From what was read to candidate records: headings matched to fields, words turned into values."""
