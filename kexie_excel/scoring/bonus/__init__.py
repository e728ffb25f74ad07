"""加分项: every row judged, the rows of one work settled together."""
