"""The tables, one aggregate a file."""

from dialogue.models.alarm import AlarmKind, EmergingAlarm
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
from dialogue.models.indicator import (
    Activity,
    ActivityKind,
    Better,
    Indicator,
    IndicatorKind,
    IndicatorValue,
    Population,
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
from dialogue.models.pledge import Commitment, FollowUp, Light, Owner, Pledge, PledgeSignature, PledgeStatus
from dialogue.models.problem import (
    Answer,
    CheersOutcome,
    CheersSheet,
    LinkStatus,
    Measure,
    MeasureStatus,
    Phase,
    Problem,
    ProblemConcern,
    ProblemVersion,
    SheetVersion,
)
from dialogue.models.published import PublishedTable
from dialogue.models.review import BoardVisit, ReviewAction, ReviewedConcern, ReviewKind
from dialogue.models.sitting import AgendaItem, GroupMember, Report, ReportKind, Sitting, SittingStatus, Task
from dialogue.models.staff import Invite, Membership, Role, Staff, StaffSession
from dialogue.models.topic import Cluster, Topic, TopicRun, TopicStatus
from dialogue.models.try_count import TryCount

__all__ = [
    "Access", "Activity", "ActivityKind", "AgeBand", "AgendaItem", "AlarmKind", "Answer", "Area", "AreaAlias",
    "Attendance", "AuditEvent", "Base", "Better", "BoardVisit", "Channel", "CheersOutcome", "CheersSheet", "Cluster",
    "Collection", "Commitment", "Concern", "ConcernVector", "ConversationNote", "Daypart", "Days", "DecidedBy",
    "EmergingAlarm", "FollowUp", "Follower", "Frequency", "Gender", "GroupMember", "Host", "Indicator",
    "IndicatorKind", "IndicatorValue", "Invite", "Knowledge", "Light", "LinkStatus", "Measure", "MeasureStatus",
    "Meeting", "MeetingRevision", "MeetingStatus", "MeetingSummary", "MeetingText", "Membership", "Municipality",
    "Need", "OutgoingMail", "Owner", "PaperBatch", "Phase", "Pledge", "PledgeSignature", "PledgeStatus", "Population",
    "Problem", "ProblemConcern", "ProblemVersion", "PromiseStatus", "PublishedTable", "Question", "Registration",
    "Report", "ReportKind", "ReviewAction", "ReviewKind", "ReviewedConcern", "Role", "RoomPromise", "SchoolBreak",
    "SeatStatus", "SheetVersion", "Sitting", "SittingStatus", "Staff", "StaffSession", "Task", "Tombstone", "Topic",
    "TopicRun", "TopicStatus", "TryCount",
]  # fmt: skip
