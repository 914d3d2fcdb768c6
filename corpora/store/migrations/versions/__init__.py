"""The steps. A published one never changes."""
