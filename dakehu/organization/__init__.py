"""Units, positions, staff, appointments, deputies and delegations."""
