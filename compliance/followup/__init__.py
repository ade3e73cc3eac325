"""What became of every earlier decision: tasks, lateness, and pace towards the goal."""
