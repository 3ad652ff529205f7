"""The reading parts of a page as safe element trees: event card, lists, headline tiles."""

from components.content.card import event_card
from components.content.due import due_list
from components.content.lists import event_list
from components.content.tiles import tile_row

__all__ = ["due_list", "event_card", "event_list", "tile_row"]
