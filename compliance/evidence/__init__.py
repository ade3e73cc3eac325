"""The bag an auditor takes away, and the proof that it, a memo or a register is sound."""
