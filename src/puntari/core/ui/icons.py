"""The icon set: 24 x 24 outlines drawn with the current text colour."""

ICONS: dict[str, str] = {
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "warning": '<path d="M12 3.5L2.5 20h19z"/><path d="M12 10v4.5M12 17.2v.3"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l3.5 2.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.2v.3"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 20.5c.8-4.2 4-6 8-6s7.2 1.8 8 6"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.6 3.2-5.2 6.5-5.2s5.9 1.6 6.5 5.2'
    '"/><path d="M16 5.3a3.5 3.5 0 010 6.4M18.5 14.8c1.7.8 2.7 2.4 3 4.7"/>',
    "phone": '<path d="M5 3.5h4l1.5 5-2.5 1.8a12 12 0 005.7 5.7l1.8-2.5 5 1.5v4c0 1-.8 1.7-1.7 1.6C10.3 20 '
    '4 13.7 3.4 5.2 3.3 4.3 4 3.5 5 3.5z"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3.5 6.5L12 13l8.5-6.5"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 018 0v3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "download": '<path d="M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16"/>',
    "print": '<path d="M7 8.5v-5h10v5M7 17H4V8.5h16V17h-3"/><path d="M7 14h10v6.5H7z"/>',
    "plus": '<path d="M12 4.5v15M4.5 12h15"/>',
    "pencil": '<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19z"/><path d="M14 6.5l3.5 3.5"/>',
    "trash": '<path d="M4 6.5h16M9.5 6.5v-3h5v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"/>',
    "arrow-right": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "arrow-left": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 4v16h16"/><path d="M8.5 16v-4M13 16V7.5M17.5 16v-6"/>',
    "table": '<rect x="3.5" y="4.5" width="17" height="15" rx="1.5"/><path d="M3.5 '
    '9.5h17M3.5 14.5h17M10 9.5v10"/>',
    "qr": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 '
    '17.5H20V20h-2.5zM20 14v.1M14 20v.1"/>',
    "euro": '<path d="M18.5 6.5A7.5 7.5 0 0012.5 4 7.8 7.8 0 005 12a7.8 7.8 0 '
    "007.5 8 7.5 7.5 0 006-2.5M3 10.3h10"
    'M3 13.7h9"/>',
    "flag": '<path d="M5 21V4c4-2 7 2 14 0v10c-7 2-10-2-14 0"/>',
    "megaphone": '<path d="M3.5 10v4.5h3L18 19V5.5L6.5 10zM7.5 14.5L9 20.5h2.5l-1-4.8M21 10.5v3.5"/>',
    "vote": '<path d="M4 13v7.5h16V13M2.5 13h19"/><path d="M7.5 13V3.5h9V13M10 7.5l1.5 1.5L14.5 6"/>',
    "copy": '<rect x="8.5" y="8.5" width="12" height="12" rx="2"/><path d="M15.5 8.5v-5h-12v12h5"/>',
    "refresh": '<path d="M19.5 9A8 8 0 005 8.5M4.5 15A8 8 0 0019 15.5M5 4v4.5h4.5M19 20v-4.5h-4.5"/>',
    "close": '<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>',
}
"""Name to the shapes inside the ``svg`` element."""
