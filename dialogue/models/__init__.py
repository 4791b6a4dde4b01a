"""The tables, one aggregate a file."""

from dialogue.models.area import Area, AreaAlias
from dialogue.models.audit_event import AuditEvent
from dialogue.models.base import Base
from dialogue.models.concern import (
    AgeBand,
    Channel,
    Concern,
    ConcernVector,
    Daypart,
    Days,
    DecidedBy,
    Frequency,
    Knowledge,
    Tombstone,
)
from dialogue.models.meeting import Meeting
from dialogue.models.municipality import Municipality
from dialogue.models.review import BoardVisit, ReviewAction, ReviewedConcern, ReviewKind
from dialogue.models.staff import Invite, Membership, Role, Staff, StaffSession
from dialogue.models.topic import Cluster, Topic, TopicRun, TopicStatus

__all__ = [
    "AgeBand", "Area", "AreaAlias", "AuditEvent", "Base", "BoardVisit", "Channel", "Cluster", "Concern",
    "ConcernVector", "Daypart", "Days", "DecidedBy", "Frequency", "Invite", "Knowledge", "Meeting", "Membership",
    "Municipality", "ReviewAction", "ReviewKind", "ReviewedConcern", "Role", "Staff", "StaffSession", "Tombstone",
    "Topic", "TopicRun", "TopicStatus",
]  # fmt: skip
