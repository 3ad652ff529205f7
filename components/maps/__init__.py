"""The map: a scene without a renderer, and the painters that draw it."""
