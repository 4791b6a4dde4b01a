"""The jobs and their queue: SQLite beside the embedded database, PostgreSQL (own schema) when shared.

A job opens a transaction and calls one action. No job carries a text: the queue holds a wake-up call, and the
worker asks the database what is left to do, so that nothing is lost when either is killed at any moment.
"""

import logging
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.storage import PostgresStorage
from sqlalchemy.engine import make_url

from dialogue import clock, published, retention
from dialogue.delivery import deliver
from dialogue.extensions import db, transaction
from dialogue.settings import Settings
from dialogue.sorting import actions, alarms, queries
from dialogue.sorting.tools import Tools
from nlp.encode import EncoderUnavailable, get_encoder
from nlp.encoder_client import EncoderClient
from nlp.vector_store import stored_encoder

BATCH = 16
SEED = 0
log = logging.getLogger(__name__)


class Jobs:
    """The queue of one site and the jobs that can be put on it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.settings: Settings = app.extensions["settings"]
        self.huey = _queue(self.settings)
        self.tools = Tools(EncoderClient(self.settings.encoder_socket), self.settings.data_dir / "nlp")
        self.sort = self.huey.task(name="sort")(self._sort)
        self.recluster = self.huey.task(name="recluster")(self._recluster)
        self.watch = self.huey.task(name="watch")(self._watch)
        self.mail = self.huey.task(name="mail")(self._mail)
        # the sweep takes up what a lost wake-up call or a killed worker left
        self.huey.periodic_task(crontab(minute="*"), name="sweep")(self._sort)
        self.huey.periodic_task(crontab(minute="*"), name="mail_sweep")(self._mail)
        self.huey.periodic_task(crontab(minute="15", hour="3"), name="nightly")(self._recluster)
        self.huey.periodic_task(crontab(minute="30", hour="*"), name="forget")(self._forget)
        self.huey.periodic_task(crontab(minute="40"), name="watch-hourly")(self._watch)

    def _sort(self) -> None:
        with self.app.app_context():
            sort_waiting(self.tools)

    def _mail(self) -> None:
        with self.app.app_context():
            if deliver(self.settings):
                self.mail()

    def _forget(self) -> None:
        with self.app.app_context(), transaction() as session:
            retention.forget_followers(session, today=clock.today())

    def _recluster(self) -> None:
        with self.app.app_context():
            recluster(self.tools)
            watch()
            publish()

    def _watch(self) -> None:
        with self.app.app_context():
            watch()


def init_app(app: Flask) -> None:
    """Connect the job queue."""
    app.extensions["jobs"] = Jobs(app)


def wake() -> None:
    """Ask the workers to look for new concerns. Never fails: the sweep comes within the minute anyway."""
    try:
        current_app.extensions["jobs"].sort()
    except Exception:  # the concern is stored; whatever ails the queue must not reach its sender
        log.warning("the job queue did not take a wake-up call", exc_info=True)


def wake_mail() -> None:
    """Ask the workers to send what waits in the outbox. Never fails: the sweep comes within the minute anyway."""
    try:
        current_app.extensions["jobs"].mail()
    except Exception:  # the letter is in the outbox
        log.warning("the job queue did not take a wake-up call", exc_info=True)


def sort_waiting(tools: Tools) -> int:
    """Judge every text that waits, in batches; gives their number. Reads, thinks, then writes briefly."""
    done = 0
    for municipality_id in queries.municipality_ids(db.session):
        while batch := queries.unjudged_concerns(db.session, municipality_id, BATCH):
            gazetteer = queries.gazetteer(db.session, municipality_id)
            decided = _learnt_decisions(municipality_id)
            db.session.rollback()  # no transaction stays open while the models think
            try:
                _, model = tools.topic_model_of(municipality_id, decided)
                found = tools.judge([row.text for row in batch], [row.lang for row in batch], gazetteer, model)
                model_id = tools.model_id
            except EncoderUnavailable:
                log.warning("the encoder process does not answer; the sweep tries again")
                return done
            with transaction() as session:
                done += actions.write_judgements(session, municipality_id, batch, found, model_id=model_id)
    return done


def recluster(tools: Tools) -> int:
    """Learn from staff's decisions and find the clusters of every municipality anew; gives the number of texts."""
    texts = 0
    for municipality_id in queries.municipality_ids(db.session):
        now = clock.now()
        model_id = _learn(tools, municipality_id, now)
        rows = queries.clustered_concerns(db.session, municipality_id, tools.model_id)
        db.session.rollback()
        if rows:
            found = actions.find_clusters(rows, seed=SEED)
            with transaction() as session:
                actions.write_clusters(session, municipality_id, rows, found, model_id=model_id, seed=SEED, now=now)
        texts += len(rows)
    return texts


def watch() -> int:
    """Find what grows beyond chance in every municipality; gives the number of alarms."""
    found, today = 0, clock.today()
    for municipality_id in queries.municipality_ids(db.session):
        groups = alarms.grouped_texts(db.session, municipality_id, today)
        places = queries.gazetteer(db.session, municipality_id).areas
        db.session.rollback()
        told = alarms.scan(groups, places, today)
        with transaction() as session:
            found += alarms.write_alarms(session, municipality_id, groups, told, today)
    return found


def publish() -> int:
    """Publish the counts of the quarters that have ended, each once; gives how many tables are new."""
    new = 0
    for municipality_id in queries.municipality_ids(db.session):
        with transaction() as session:
            new += published.publish_due(session, municipality_id, clock.today())
    return new


def _learnt_decisions(municipality_id: int) -> list[queries.Decided]:
    """Staff's decisions up to the latest run: between two nights every worker judges by the same model."""
    run = queries.last_run(db.session, municipality_id)
    return queries.decided_texts(db.session, municipality_id, before=run.started_at) if run else []


def _learn(tools: Tools, municipality_id: int, now: datetime) -> str:
    """Judge the topics of texts that no person placed anew, where staff have taught something; names the model."""
    run = queries.last_run(db.session, municipality_id)
    decided = queries.decided_texts(db.session, municipality_id, before=now)
    rows = queries.clustered_concerns(db.session, municipality_id, tools.model_id)
    before = run.model_id if run else tools.model_id
    db.session.rollback()
    try:
        name, model = tools.topic_model_of(municipality_id, decided)
    except EncoderUnavailable:
        log.warning("the encoder process does not answer; what staff decided is learnt the next night")
        return before
    model_id = f"{tools.model_id}+{name}" if name else tools.model_id
    if rows and model_id != before:
        guesses = model.predict([row.text for row in rows], [row.lang for row in rows], queries.matrix(rows))
        told = {
            row.id: [(guess.code, round(guess.p, 4)) for guess in found]
            for row, found in zip(rows, guesses, strict=True)
        }
        with transaction() as session:
            changed = actions.write_topics(session, municipality_id, told)
        log.info("learnt from staff", extra={"decisions": len(decided), "changed": changed})
    return model_id


def local_tools(settings: Settings) -> Tools:
    """Tools that encode in this process, the shipped texts from their shipped vectors: for commands."""
    return Tools(stored_encoder(get_encoder("e5")), settings.data_dir / "nlp")


def _queue(settings: Settings) -> Huey:
    if settings.is_sqlite:
        return SqliteHuey(
            "dialogue", filename=str(settings.data_dir / "jobs.sqlite3"), results=False, timeout=15, fsync=False
        )  # a lost wake-up call is made good by the sweep
    url = make_url(settings.database_url).set(drivername="postgresql")
    return SharedHuey("dialogue", dsn=url.render_as_string(hide_password=False), results=False, create_tables=False)


class SchemaStorage(PostgresStorage):
    """Huey's tables in a schema of their own, so that migrations never see them."""

    def _connect(self) -> Any:
        connection = super()._connect()
        connection.execute("SET search_path TO jobs")
        return connection

    def prepare(self) -> None:
        """Make the schema and its tables where they are missing."""
        with self.db() as cursor:
            cursor.execute("SELECT pg_advisory_lock(1)")  # two workers may start at once
            try:
                cursor.execute("CREATE SCHEMA IF NOT EXISTS jobs")
                for statement in self.ddl:
                    cursor.execute(statement)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(1)")


class SharedHuey(PostgresHuey):
    """The queue that several machines share."""

    storage_class = SchemaStorage


def prepare(jobs: Jobs) -> None:
    """Make what the queue needs in the database; the worker does it before it starts."""
    if isinstance(jobs.huey.storage, SchemaStorage):
        jobs.huey.storage.prepare()
