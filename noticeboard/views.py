"""All pages and feeds of the noticeboard, in one place for the app."""

from __future__ import annotations

from flask import Blueprint

import noticeboard.feeds
import noticeboard.group_views
import noticeboard.leaving_views
import noticeboard.mine_views
import noticeboard.own_calendar_feeds
import noticeboard.place_views
import noticeboard.privacy_views
import noticeboard.staff_front_views

# Some share one: what leaving_views answers belongs to mine_views' own.
BLUEPRINTS: tuple[Blueprint, ...] = (
    noticeboard.feeds.feeds,
    noticeboard.group_views.pages,
    noticeboard.leaving_views.pages,
    noticeboard.own_calendar_feeds.feeds,
    noticeboard.place_views.pages,
    noticeboard.privacy_views.pages,
    noticeboard.staff_front_views.pages,
)
