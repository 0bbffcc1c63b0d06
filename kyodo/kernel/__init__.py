"""The kernel: policy, workflow, access, calendar and text. It knows no model and no institution."""
