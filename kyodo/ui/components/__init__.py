"""Components by meaning; `kyodo.ui.templatetags.ui` offers them to templates under one roof."""
