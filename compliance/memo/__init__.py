"""From findings to questions, figures and a composed memo that the gate lets through."""
