{{ match_ledger(ref('int_official_elements'), ref('stg_ledger__officials'), 'off_') }}
