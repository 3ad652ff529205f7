"""Partners: DPRK, Iran, China and Belarus side by side, item by item, with what is judged beside the numbers."""

from components.content import event_list
from components.content.partners import partner_table
from components.exhibits.partners import chosen_items
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading
from components.panels.view import current
from data.partner_items import SHORT, Item
from data.partners import assessments, matrix

#: Narrower columns take more lines: beside the card as many as leave the whole frame in view, else all they need.
WIDE = 1200

tables, view = dataset(), current()
width, beside = beside_card(viewport_width())
heading(
    "Partners", "what four partners are said to have given Russia; a claim opens its event, or all rows of its kind"
)
choice("item", {"": "All items", **{str(item): SHORT[item] for item in Item}}, label="Item")
first, card, rest = card_places(viewport_width())
with first:
    tall = 520 if width >= WIDE else 560 if beside else 600
    show("partners", width=width, height=figure_height(tall=tall, phone=1160, width=width), on_focus=open_rows)
with card:
    show_card()
with rest:
    rows_panel()
    rows = view.selection.apply(tables)
    judged = event_list(
        assessments(rows.events),
        tables,
        mode(),
        heading="Judged by named experts and officials: who matters more, who gains leverage, how long it lasts",
        empty="No assessment matches the filters.",
    )
    draw_tree(judged, key="partner-assessments", on_focus=open_rows)
    full = partner_table(matrix(tables, rows), chosen_items(view.options), mode())
    draw_tree(full, key="partner-table", on_focus=open_rows)
