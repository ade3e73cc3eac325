"""What a report tells, composed from the register as plain values before any page is laid out."""
