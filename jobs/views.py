"""All pages and feeds of the room, in one place for the app."""

from __future__ import annotations

from flask import Blueprint

import jobs.firm_keeping_views
import jobs.firm_views
import jobs.job_views
import jobs.news_views
import jobs.posting_views
import jobs.public_views
import jobs.seat_views
from jobs.access_views import need_on

BLUEPRINTS: tuple[Blueprint, ...] = (
    jobs.firm_keeping_views.pages,
    jobs.firm_views.pages,
    jobs.job_views.pages,
    jobs.news_views.pages,
    jobs.posting_views.pages,
    jobs.public_views.pages,
    jobs.seat_views.pages,
)

# Who has said yes leaves with one press, also when there are no jobs any more.
for _pages in BLUEPRINTS:
    if _pages is not jobs.seat_views.pages:
        _pages.before_request(need_on)
