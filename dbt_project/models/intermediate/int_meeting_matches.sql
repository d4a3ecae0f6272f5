{{ match_ledger(ref('int_meeting_elements'), ref('stg_ledger__meetings'), 'mtg_') }}
