"""The app: the one file that knows every room."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate

import catalogue.all_views
import catalogue.belonging_commands
import catalogue.cases.renew_cli
import catalogue.cli
import catalogue.template_views
import jobs.cli
import jobs.start_commands
import jobs.views
import noticeboard.views
import notices.cli
import notices.start_commands
import notices.views
import people.access_views
import people.cleanse_commands
import people.cli
import people.views
import seats.commands
import shifts.cli
import shifts.start_commands
import shifts.views
from base.database import database_url, db, start_database
from base.headers import start_headers
from base.publicpages import start_public_pages
from base.quietlogs import start_quiet_logs
from base.settings import load_settings, secret_key
from base.tokens import start_tokens
from base.web import require_declared_access, start_web


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the app, with `config` over what environment and instance folder say; raise RuntimeError if a view is undeclared."""
    app = Flask(__name__)
    instance = Path(app.instance_path)
    instance.mkdir(exist_ok=True)
    app.config.from_mapping(SEND_FILE_MAX_AGE_DEFAULT=31_536_000, MAX_CONTENT_LENGTH=1_000_000)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'paa-tvaers.sqlite'}"
    app.config.update(config or {})
    app.config.setdefault("SETTINGS", load_settings(instance))
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secret_key(instance)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url(app.config["SQLALCHEMY_DATABASE_URI"])

    start_database(app)
    Migrate(app, db, directory=str(Path(app.root_path) / "migrations"), render_as_batch=True)
    start_quiet_logs(app.logger.name)
    start_headers(app)
    start_tokens(app)
    start_web(app)
    people.access_views.start_access(app)
    people.views.start_rows(app)
    catalogue.belonging_commands.start_belonging(app)
    notices.start_commands.start_notices(app)
    seats.commands.start_seats(app)
    shifts.start_commands.start_shifts(app)
    jobs.start_commands.start_jobs(app)
    catalogue.template_views.start_templates(app)
    for room in (people.views, notices.views, noticeboard.views, catalogue.all_views, shifts.views, jobs.views):
        for blueprint in room.BLUEPRINTS:
            app.register_blueprint(blueprint)
    for line in (catalogue.cli, catalogue.cases.renew_cli, people.cli, notices.cli, shifts.cli, jobs.cli):
        app.cli.add_command(line.commands)
    require_declared_access(app)
    start_public_pages(app)
    people.cleanse_commands.cleanse(app)
    return app


app = create_app()
