"""What is found out beside the scores: other readings, distances, strengths, changes."""
