"""The bundled sample outlets: made-up newsrooms with true, well-known events, served over HTTP on loopback only.

stories/<outlet>/<slug>.md      front matter and prose of one page
templates/<outlet>.html         the outlet's page, `string.Template` with values that are escaped already
publishers/<outlet>.yml         how Summitry reads the outlet
"""

from extractors.newsroom.server import make_server, serve

__all__ = ["make_server", "serve"]
