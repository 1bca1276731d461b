"""Who may sign in: users, passwords, second factor, sessions, API tokens."""
