"""What becomes of a memo once it is presented: ticked as decided, signed, and examined byte by byte."""
