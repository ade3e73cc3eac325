"""One file per file format: bytes to plain rows and objects, and back. What they mean is for `capture` to say."""
