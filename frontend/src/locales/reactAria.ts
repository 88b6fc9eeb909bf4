// What React Aria says by itself, in Persian, which it does not speak: by the folders of its own texts (react-aria/intl).
// The plugin reactAriaLocales puts them in; English texts stand there under the same keys.
type Args = Record<string, string | number>;
type Formatter = {
	plural: (count: number, forms: Record<string, string | (() => string)>) => string;
	number: (value: number) => string;
};
type Texts = Record<string, string | ((args: Args, formatter: Formatter) => string)>;

const counted = (args: Args, formatter: Formatter) => formatter.number(Number(args.count));

export const calendar: Texts = {
	previous: "قبلی",
	next: "بعدی",
	selectedDateDescription: ({ date }) => `تاریخ انتخاب‌شده: ${date}`,
	selectedRangeDescription: ({ dateRange }) => `بازهٔ انتخاب‌شده: ${dateRange}`,
	todayDate: ({ date }) => `امروز، ${date}`,
	todayDateSelected: ({ date }) => `امروز، ${date}، انتخاب‌شده`,
	dateSelected: ({ date }) => `${date}، انتخاب‌شده`,
	startRangeSelectionPrompt: "برای آغاز انتخاب بازه کلیک کنید",
	finishRangeSelectionPrompt: "برای پایان انتخاب بازه کلیک کنید",
	minimumDate: "نخستین تاریخ ممکن",
	maximumDate: "آخرین تاریخ ممکن",
	dateRange: ({ startDate, endDate }) => `${startDate} تا ${endDate}`,
};

export const datepicker: Texts = {
	era: "دوره",
	year: "سال",
	month: "ماه",
	day: "روز",
	hour: "ساعت",
	minute: "دقیقه",
	second: "ثانیه",
	dayPeriod: "ق.ظ./ب.ظ.",
	calendar: "تقویم",
	startDate: "تاریخ آغاز",
	endDate: "تاریخ پایان",
	weekday: "روز هفته",
	timeZoneName: "منطقهٔ زمانی",
	selectedDateDescription: ({ date }) => `تاریخ انتخاب‌شده: ${date}`,
	selectedRangeDescription: ({ startDate, endDate }) => `بازهٔ انتخاب‌شده: ${startDate} تا ${endDate}`,
	selectedTimeDescription: ({ time }) => `زمان انتخاب‌شده: ${time}`,
};

export const grid: Texts = {
	deselectedItem: ({ item }) => `${item} از انتخاب بیرون رفت.`,
	select: "انتخاب",
	selectedCount: (args, formatter) =>
		args.count === 0 ? "چیزی انتخاب نشده است." : `${counted(args, formatter)} مورد انتخاب شده است.`,
	selectedAll: "همه انتخاب شدند.",
	selectedItem: ({ item }) => `${item} انتخاب شد.`,
	longPressToSelect: "برای انتخاب، انگشت را نگه دارید.",
};

export const menu: Texts = {
	longPressMessage: "برای باز کردن منو انگشت را نگه دارید یا Alt و پیکان پایین را بزنید",
};

export const overlays: Texts = { dismiss: "بستن" };

export const searchfield: Texts = { "Clear search": "پاک کردن جست‌وجو" };

export const spinbutton: Texts = { Empty: "خالی" };

export const toast: Texts = {
	close: "بستن",
	notifications: (args, formatter) => `${counted(args, formatter)} اعلان.`,
};
