"""What may be handed in, how large, how much, and how long something may stay withheld."""

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

#: Allowed formats by extension. Nothing a browser would run, nothing with macros.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
}

MAX_MEGABYTES = Term("papers.max_megabytes", 10, _("1つのファイルの上限（MB）"), "市の運用")
MAX_MEGAPIXELS = Term("papers.max_megapixels", 40, _("画像の上限（百万画素）"), "市の運用")
PERSON_MEGABYTES = Term("papers.person_megabytes", 500, _("1人が登録できる合計（MB）"), "市の運用")
THING_FILES = Term("papers.thing_files", 100, _("1件に付けられるファイルの数"), "市の運用")
REVIEW_MONTHS = Term("papers.review_months", 12, _("公開しない扱いを見直すまでの月数"), "情報公開条例の運用")
LIMITS = (MAX_MEGABYTES, MAX_MEGAPIXELS, PERSON_MEGABYTES, THING_FILES, REVIEW_MONTHS)
