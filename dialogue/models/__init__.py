"""The tables, one aggregate a file."""

from dialogue.models.area import Area, AreaAlias
from dialogue.models.audit_event import AuditEvent
from dialogue.models.base import Base
from dialogue.models.calendar import SchoolBreak
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
from dialogue.models.meeting import (
    Access,
    Follower,
    Host,
    Meeting,
    MeetingRevision,
    MeetingStatus,
    MeetingText,
    Need,
    Question,
    Registration,
    SeatStatus,
)
from dialogue.models.meeting_outcome import (
    Attendance,
    Collection,
    ConversationNote,
    Gender,
    MeetingSummary,
    PaperBatch,
    PromiseStatus,
    RoomPromise,
)
from dialogue.models.municipality import Municipality
from dialogue.models.outgoing_mail import OutgoingMail
from dialogue.models.review import BoardVisit, ReviewAction, ReviewedConcern, ReviewKind
from dialogue.models.staff import Invite, Membership, Role, Staff, StaffSession
from dialogue.models.topic import Cluster, Topic, TopicRun, TopicStatus

__all__ = [
    "Access", "AgeBand", "Area", "AreaAlias", "Attendance", "AuditEvent", "Base", "BoardVisit", "Channel", "Cluster",
    "Collection", "Concern", "ConcernVector", "ConversationNote", "Daypart", "Days", "DecidedBy", "Follower",
    "Frequency", "Gender", "Host", "Invite", "Knowledge", "Meeting", "MeetingRevision", "MeetingStatus",
    "MeetingSummary", "MeetingText", "Membership", "Municipality", "Need", "OutgoingMail", "PaperBatch",
    "PromiseStatus", "Question", "Registration", "ReviewAction", "ReviewKind", "ReviewedConcern", "Role",
    "RoomPromise", "SchoolBreak", "SeatStatus", "Staff", "StaffSession", "Tombstone", "Topic", "TopicRun",
    "TopicStatus",
]  # fmt: skip
