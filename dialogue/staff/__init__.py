"""Staff accounts: sign-in, roles, invites, the audit log."""
