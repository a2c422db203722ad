"""The yearly cycle of monitoring: its nine steps as a chain, campaigns, drafts of recommendations, effect of measures.

Stands above indicators and plan, because every step is judged by their figures.
"""
