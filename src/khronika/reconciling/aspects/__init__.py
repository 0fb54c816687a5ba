"""What two claims are compared by: days, places, families of events, groups of people, rare words."""
