"""Pure rules about privacy: what may be shown, what must go."""
