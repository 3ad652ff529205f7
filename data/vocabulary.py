"""The closed vocabularies of the tables, each with the words a reader sees.

Codes are those of the CSV files; `label` is plain English for screens and figures.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A coded value with a label; members are written ``NAME = code, label``.

    >>> Category.TROOP_DEPLOYMENT.label
    'Troop deployment'
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member that equals its code and carries its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or code.replace("_", " ")
        return member


class Category(Term):
    """What kind of event a row is; the order is the order of lanes."""

    TROOP_DEPLOYMENT = "troop_deployment", "Troop deployment"
    COMBAT = "combat", "Combat"
    CASUALTIES = "casualties", "Casualties"
    ARMS_TRANSFER = "arms_transfer", "Arms transfer"
    TECHNOLOGY_TRANSFER = "technology_transfer", "Technology transfer"
    TRADE = "trade", "Trade"
    ENERGY = "energy", "Energy"
    TRANSPORT_LINK = "transport_link", "Transport link"
    PORT_UPGRADE = "port_upgrade", "Port upgrade"
    LABOUR = "labour", "Labour"
    DIPLOMACY = "diplomacy", "Diplomacy"
    SANCTIONS = "sanctions", "Sanctions"
    STATEMENT = "statement", "Statement"
    ASSESSMENT = "assessment", "Assessment"


class Status(Term):
    """How an event stands: who acknowledges it, or that it is a plan or a denial."""

    CONFIRMED = "confirmed", "confirmed"
    REPORTED = "reported", "reported"
    CLAIMED = "claimed", "claimed"
    ASSESSED = "assessed", "assessed"
    PLANNED = "planned", "planned"
    DENIED = "denied", "denied"


class Direction(Term):
    """Which way goods, people or support go."""

    DPRK_TO_RUSSIA = "dprk_to_russia", "DPRK → Russia"
    RUSSIA_TO_DPRK = "russia_to_dprk", "Russia → DPRK"
    BILATERAL = "bilateral", "both"
    OTHER = "other", "other"


class Region(Term):
    """Where an event happened or what area it is about."""

    KURSK_FRONT = "kursk_front", "Kursk front"
    PRIMORYE = "primorye", "Primorye"
    RASON = "rason", "Rason"
    DPRK_OTHER = "dprk_other", "Rest of DPRK"
    RUSSIA_OTHER = "russia_other", "Rest of Russia"
    UKRAINE = "ukraine", "Ukraine"
    INTERNATIONAL = "international", "International"


class Reliability(Term):
    """Admiralty grade of a publisher (source reliability)."""

    A = "A", "completely reliable"
    B = "B", "usually reliable"
    C = "C", "fairly reliable"
    D = "D", "not usually reliable"
    E = "E", "unreliable"
    F = "F", "cannot be judged"


class Credibility(Term):
    """Admiralty grade of an event's information (information credibility)."""

    ONE = "1", "confirmed by other sources"
    TWO = "2", "probably true"
    THREE = "3", "possibly true"
    FOUR = "4", "doubtful"
    FIVE = "5", "improbable"
    SIX = "6", "cannot be judged"


class Precision(Term):
    """How finely a date is known."""

    DAY = "day", "day"
    MONTH = "month", "month"
    QUARTER = "quarter", "quarter"
    YEAR = "year", "year"


class DateQualifier(Term):
    """What the date of an event bounds."""

    ON = "on", "on"
    BY = "by", "by"
    AFTER = "after", "after"
    ABOUT = "about", "about"


class Qualifier(Term):
    """How a number is bounded by the one who gave it."""

    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    AT_LEAST = "at_least", "at least"
    UP_TO = "up_to", "up to"
    OVER = "over", "over"
    UNDER = "under", "under"
    NEARLY = "nearly", "nearly"


class ClaimKind(Term):
    """What a claimed number counts."""

    STOCK = "stock", "at that time"
    FLOW = "flow", "in the period"
    CUMULATIVE = "cumulative", "to date"
    PLAN = "plan", "planned"
    CAP = "cap", "limit"


class AsOfBasis(Term):
    """Where the day a number speaks of comes from."""

    STATED = "stated", "stated"
    PERIOD = "period", "end of the stated period"
    PUBLISHED = "published", "day it was said"
    READ = "read", "day not given"


class PublicBasis(Term):
    """How the first public day of an event is known."""

    ACTED_PUBLICLY = "acted_publicly", "acted in public"
    PUBLISHED = "published", "published"
    STATED_IN_ROW = "stated_in_row", "stated by the source"
    KNOWN_BY = "known_by", "public by then at the latest"
    UNKNOWN = "unknown", "date unknown"


class PlaceRole(Term):
    """Whether an event happened at its place or was only said there."""

    SCENE = "scene", "happened there"
    SAID_AT = "said_at", "only said there"


class Mode(Term):
    """How goods or people travel."""

    RAIL = "rail", "rail"
    SEA = "sea", "sea"
    AIR = "air", "air"
    ROAD = "road", "road"


class ProjectMode(Term):
    """What kind of works a milestone belongs to."""

    RAIL = "rail", "rail"
    ROAD = "road", "road"
    SEA = "sea", "sea"
    AIR = "air", "air"
    PORT = "port", "port"


class RoutePath(Term):
    """How well the path of a movement is known."""

    PUBLISHED = "published", "path published"
    LIKELY = "likely", "path likely"
    UNKNOWN = "unknown", "path not published"


class Movement(Term):
    """What an event with a from and a to says about transport."""

    MOVEMENT = "movement", "movement"
    SERVICE_START = "service_start", "service starts"
    PERIOD_TOTAL = "period_total", "total of a period"
    RUNNING_TOTAL = "running_total", "running total"
    PLAN = "plan", "plan"
    STOP = "stop", "service stops"
    WORKS = "works", "works"
    OBSERVATION = "observation", "observation"
    STATEMENT = "statement", "statement"
    NOT_TRANSPORT = "not_transport", "no transport"


class RouteState(Term):
    """What a route was from a day on."""

    OPERATING = "operating", "operating"
    LIMITED = "limited", "limited"
    SUSPENDED = "suspended", "suspended"
    REPORTED = "reported", "traffic reported"
    UNDER_CONSTRUCTION = "under_construction", "under construction"
    PLANNED = "planned", "planned"
    NONE = "none", "no traffic"


class Certainty(Term):
    """How the status of a route is known."""

    OBSERVED = "observed", "observed"
    CLAIMED = "claimed", "claimed"
    INFERRED = "inferred", "inferred"


class Basis(Term):
    """How a trade figure came about."""

    REPORTED = "reported", "reported"
    MIRROR = "mirror", "mirror statistics"
    ESTIMATE = "estimate", "estimate"
    CAP = "cap", "limit"
    PLAN = "plan", "plan"
    UNQUANTIFIED = "unquantified", "no figure known"


class MilestoneStatus(Term):
    """How a project stood at a milestone."""

    PLANNED = "planned", "planned"
    ANNOUNCED = "announced", "announced"
    UNDER_WAY = "under_way", "under way"
    DONE = "done", "done"
    DELAYED = "delayed", "delayed"
    STALLED = "stalled", "stalled"
    UNKNOWN = "unknown", "not known"


class PlaceKind(Term):
    """What a place is."""

    AIRFIELD = "airfield", "airfield"
    BORDER_CROSSING = "border_crossing", "border crossing"
    BRIDGE = "bridge", "bridge"
    CAPITAL = "capital", "capital"
    CITY = "city", "city"
    FACILITY = "facility", "facility"
    FRONT_SECTOR = "front_sector", "front sector"
    OBLAST = "oblast", "oblast"
    PORT = "port", "port"
    RAIL_STATION = "rail_station", "rail station"
    TRAINING_RANGE = "training_range", "training range"


class Party(Term):
    """On whose behalf an origin speaks."""

    RUSSIA = "russia", "Russia"
    DPRK = "dprk", "DPRK"
    UKRAINE = "ukraine", "Ukraine"
    SOUTH_KOREA = "south_korea", "South Korea"
    UNITED_STATES = "united_states", "United States"
    JAPAN = "japan", "Japan"
    CHINA = "china", "China"
    EUROPE = "europe", "Europe"
    UNITED_NATIONS = "united_nations", "United Nations"
    COALITION = "coalition", "coalition"
    INDEPENDENT = "independent", "independent"
    UNDISCLOSED = "undisclosed", "not disclosed"


class OriginKind(Term):
    """What an origin is."""

    GOVERNMENT = "government", "government"
    INTELLIGENCE = "intelligence", "intelligence service"
    MILITARY = "military", "military"
    STATE_MEDIA = "state_media", "state media"
    STATISTICS = "statistics", "statistics office"
    IMAGERY = "imagery", "imagery analyst"
    THINK_TANK = "think_tank", "think tank"
    NEWS = "news", "news"
    NGO = "ngo", "NGO"
    COMPANY = "company", "company"
    INTERNATIONAL = "international", "international body"
    UNDISCLOSED = "undisclosed", "not disclosed"


class SourceKind(Term):
    """What a publication is."""

    GOVERNMENT = "government", "government"
    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental body"
    STATE_MEDIA = "state_media", "state media"
    NEWS = "news", "news"
    THINK_TANK = "think_tank", "think tank"
    NGO = "ngo", "NGO"
    DATASET = "dataset", "dataset"
    COMPANY = "company", "company"


class MetricGroup(Term):
    """The theme a quantity belongs to."""

    MANPOWER = "manpower", "manpower"
    LOSSES = "losses", "losses"
    ARMS = "arms", "arms"
    TECHNOLOGY = "technology", "technology"
    ENERGY = "energy", "energy"
    TRADE = "trade", "trade"
    FINANCE = "finance", "finance"
    LABOUR = "labour", "labour"
    TRANSPORT = "transport", "transport"
    PORTS = "ports", "ports"
    TOURISM = "tourism", "tourism"
    SANCTIONS = "sanctions", "sanctions"
    ECONOMY = "economy", "economy"


class Stage(Term):
    """How far along supply a quantity is counted."""

    PLANNED = "planned", "planned"
    SHIPPED = "shipped", "shipped"
    DELIVERED = "delivered", "delivered"
    IN_USE = "in_use", "in use"
    OBSERVED = "observed", "observed"


class CommodityGroup(Term):
    """The group a commodity is shown under."""

    ARMS = "arms", "Arms"
    CHEMICALS_FERTILIZERS = "chemicals_fertilizers", "Chemicals and fertilizers"
    CONSUMER = "consumer", "Consumer goods"
    ENERGY = "energy", "Energy"
    FOOD = "food", "Food"
    MACHINERY_VEHICLES = "machinery_vehicles", "Machinery and vehicles"
    METALS_MINERALS = "metals_minerals", "Metals and minerals"
    OTHER = "other", "Other"
    TOTAL = "total", "Totals"
