"""The rows and columns of the comparison of partners: who gives, what is given, and which quantities tell of it."""

from __future__ import annotations

from collections.abc import Mapping

from data.vocabulary import Term


class Partner(Term):
    """A state that supplies Russia, by its country code."""

    DPRK = "PRK", "DPRK"
    IRAN = "IRN", "Iran"
    CHINA = "CHN", "China"
    BELARUS = "BLR", "Belarus"


class Item(Term):
    """A row of the comparison: what is given; its quantities stand in `QUANTITIES`."""

    SOLDIERS = "soldiers", "Soldiers, training"
    ROUNDS = "rounds", "Shells and rounds"
    SHARE = "share", "Share of what Russia fires"
    MISSILES = "missiles", "Missiles"
    GUNS = "guns", "Guns and launchers"
    DRONES = "drones", "Attack drones"
    WHOLE = "whole", "Arms as a whole"
    MACHINES = "machines", "Machine tools, chemicals"
    COMPONENTS = "components", "Components, electronics"
    PARTS = "parts", "Ammunition parts, plants"
    DEFENCE = "defence", "Mutual defence clause"


#: The items in a word, for buttons.
SHORT: Mapping[Item, str] = {
    Item.SOLDIERS: "Soldiers",
    Item.ROUNDS: "Rounds",
    Item.SHARE: "Share of use",
    Item.MISSILES: "Missiles",
    Item.GUNS: "Guns",
    Item.DRONES: "Drones",
    Item.WHOLE: "All arms",
    Item.MACHINES: "Machine tools",
    Item.COMPONENTS: "Components",
    Item.PARTS: "Parts, plants",
    Item.DEFENCE: "Defence clause",
}
#: Quantities of each item, what leads first, with the words that follow their number. A quantity with
#: scopes stands in an item only with those, e.g. the share of machine tools among all supply shares.
QUANTITIES: Mapping[Item, Mapping[str, str]] = {
    Item.SOLDIERS: {
        "troops_deployed": "soldiers sent",
        "troops_in_russia": "soldiers in Russia",
        "troops_in_kursk": "soldiers in Kursk oblast",
        "engineers_deployed": "engineers sent",
        "construction_troops_deployed": "builders sent",
        "citizens_in_russian_army": "citizens in Russia’s army",
        "troops_trained_far_east": "soldiers trained in the Far East",
        "training_sites": "training sites in Russia",
        "troops_planned": "soldiers planned",
        "troops_planned_additional": "more soldiers planned",
        "engineers_planned": "sappers planned",
        "engineering_troops_planned": "engineers planned",
        "construction_troops_planned": "builders planned",
    },
    Item.ROUNDS: {
        "artillery_rounds": "rounds supplied",
        "artillery_rounds_152mm_equivalent": "container load as 152 mm rounds",
        "rocket_rounds_122mm_equivalent": "container load as 122 mm rockets",
        "mlrs_rockets": "rockets supplied",
        "mortar_rounds": "mortar rounds supplied",
        "small_arms_rounds": "small arms rounds supplied",
        "ammunition_tonnes": "tonnes of ammunition",
        "ammunition_tonnes_per_month": "tonnes a month",
        "explosives_tonnes": "tonnes of explosives traced",
        "artillery_rounds_contract": "rounds under contract",
    },
    Item.SHARE: {
        "share_of_russian_shells_pct": "% of shells used",
        "share_of_ballistic_missiles_fired_pct": "% of ballistic missiles fired",
    },
    Item.MISSILES: {
        "ballistic_missiles": "ballistic missiles supplied",
        "ballistic_missiles_fired": "ballistic missiles fired",
        "air_defence_missiles": "air defence missiles supplied",
        "ballistic_missiles_planned": "ballistic missiles expected",
        "missile_contracts_usd": "of missile contracts",
    },
    Item.GUNS: {
        "guns_and_launchers": "guns and launchers supplied",
        "long_range_guns": "long-range guns supplied",
        "guns_170mm": "170 mm guns supplied",
        "mlrs_240mm": "240 mm launchers supplied",
        "ballistic_missile_launchers": "missile launchers supplied",
    },
    Item.DRONES: {
        "attack_drones": "drones supplied",
        "attack_drones_fired": "drones fired",
        "attack_drones_contract": "drones under contract",
        "attack_drone_deal_usd": "of drone deal",
    },
    Item.WHOLE: {
        "containers_shipped": "containers shipped",
        "arms_value_usd": "value of arms",
        "containers_one_ship": "containers, one ship",
        "ship_voyages": "arms voyages",
        "ship_voyages_one_ship": "arms voyages, one ship",
        "arms_shipments": "arms shipments",
        "finished_weapons_recorded": "finished weapons on record",
    },
    Item.MACHINES: {
        "supply_share_percent": "% of Russia’s supply",
        "plants_supplied": "Russian arms plants supplied",
        "special_chemical_deliveries": "deliveries of chemicals",
    },
    Item.COMPONENTS: {
        "supply_share_percent": "% of Russia’s supply",
        "semiconductor_exports_usd": "of semiconductors",
        "drone_parts_one_importer_usd": "of drone parts, one importer",
        "fiber_optic_cable_km": "km of fibre cable",
        "lithium_battery_exports_usd": "of lithium batteries",
        "aviation_cooperation_cases": "cases of aviation cooperation",
    },
    Item.PARTS: {
        "shell_parts_per_year": "munition bodies a year",
        "ammunition_component_capacity_per_year": "components a year planned",
        "rocket_parts_contract": "rocket parts under contract",
        "ammunition_plants_planned": "plant planned",
    },
    Item.DEFENCE: {"mutual_defense_clause": "mutual defence"},
}
#: Which scopes of a quantity belong to an item, where it stands in more than one.
SCOPES: Mapping[tuple[Item, str], frozenset[str]] = {
    (Item.MACHINES, "supply_share_percent"): frozenset({"machine tools"}),
    (Item.COMPONENTS, "supply_share_percent"): frozenset(
        {"microelectronics", "drone components", "drone electronics", "foreign parts in weapons"}
    ),
}
