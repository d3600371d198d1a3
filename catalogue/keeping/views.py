"""All the blueprints of keeping, of cases and of wishes: one line each."""

from __future__ import annotations

from flask import Blueprint

import catalogue.keeping.activity_approval_views
import catalogue.keeping.activity_views
import catalogue.keeping.place_page_views
import catalogue.overlap_models
import catalogue.wish_models  # noqa: F401
from catalogue.cases.case_views import cases
from catalogue.keeping.activity_keeping_views import keeping
from catalogue.keeping.closing_views import closing
from catalogue.keeping.interest_views import pages as interests
from catalogue.keeping.merge_views import pages as places
from catalogue.keeping.programme_views import programme
from catalogue.keeping.review_views import review
from catalogue.keeping.sheet_views import sheet
from catalogue.keeping.time_views import times
from catalogue.wishing.gap_views import gaps
from catalogue.wishing.quarter_views import quarter
from catalogue.wishing.wish_views import wishes

BLUEPRINTS: list[Blueprint] = [
    keeping,
    interests,
    places,
    closing,
    review,
    times,
    programme,
    sheet,
    cases,
    wishes,
    gaps,
    quarter,
]
