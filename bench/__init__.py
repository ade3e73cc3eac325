"""What the program costs, as ratios to floors: the bare libraries doing the same work, in the same run."""
