"""All the blueprints of the catalogue: one line each."""

from __future__ import annotations

from flask import Blueprint

import catalogue.feeds
import catalogue.group_views
import catalogue.keeping.activity_approval_views
import catalogue.keeping.activity_views
import catalogue.keeping.place_page_views
import catalogue.overlap_models
import catalogue.views
import catalogue.wish_models
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
    catalogue.views.pages,
    catalogue.feeds.feeds,
    catalogue.group_views.pages,
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
