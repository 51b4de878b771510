DROP INDEX devices_serial_prefix;
