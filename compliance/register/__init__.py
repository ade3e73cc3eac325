"""The book: what is recorded, by whom, when and why, as a chain of edits that shows any tampering."""
