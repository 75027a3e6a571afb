"""What is asked of an import beyond itself, whatever the source: cleaning, and linking works."""

from publish.importing.revising.revision import revise

__all__ = ["revise"]
