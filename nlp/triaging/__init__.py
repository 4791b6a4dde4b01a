"""What tells an emergency from a concern: cues with their context, words and characters, and learnt weights."""
