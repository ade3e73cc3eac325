"""Privacy and information-security compliance for Nordic municipalities."""

__version__ = "0.1.0"
