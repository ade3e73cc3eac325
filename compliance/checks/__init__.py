"""Facts are derived from the register, rules judge them; what comes out are findings, never stored."""
