"""Chronicle -> the formats in which others hold such data: one module a format, one door."""

from khronika.publishing.exchange.door import Exported, export, folder_kind
from khronika.publishing.exchange.exporter import Export, Exporter, Loss, exporter_named, exporters

__all__ = ["Export", "Exported", "Exporter", "Loss", "export", "exporter_named", "exporters", "folder_kind"]
