"""The joint group's sittings: agenda, decisions, tasks, minutes."""
