"""Who may do what with programmes, rounds and themes."""

from kyodo.offices.city.policies import is_desk, is_officer

runs_calls = is_desk
writes_themes = is_officer
