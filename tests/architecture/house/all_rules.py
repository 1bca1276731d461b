"""The list of house rules; a new rule is added here and gets a planted fault of its own."""

from tests.architecture.house import boundaries, files, kernel, testing, words
from tests.architecture.house.tree import Rule

RULES: tuple[Rule, ...] = (
    boundaries.areas_meet_at_their_doors,
    boundaries.files_of_an_area_import_their_row,
    boundaries.pages_write_nothing,
    boundaries.foreign_keys_point_down,
    boundaries.no_business_signals,
    boundaries.every_route_names_its_guard,
    kernel.no_floats_in_the_kernel,
    kernel.no_clock_in_the_kernel,
    kernel.no_files_in_the_kernel,
    kernel.rules_never_load_files,
    kernel.public_names_are_explained,
    files.modules_are_short,
    files.modules_have_telling_names,
    files.no_eval_or_exec,
    files.stored_numbers_are_integers,
    files.no_hosts_or_machine_paths,
    files.the_architecture_page_lists_the_stack,
    words.every_word_of_a_template_is_marked,
    words.every_word_of_a_page_is_marked,
    words.templates_keep_to_the_security_policy,
    testing.no_test_is_excused,
    testing.every_test_asserts,
    testing.no_test_reads_the_clock,
)
