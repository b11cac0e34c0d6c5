/** The `:short_codes:` in common use; an unknown code stays as it was written, so nothing is lost. */
const table = `
+1 👍|thumbsup 👍|-1 👎|alarm_clock ⏰|alert 🚨|rotating_light 🚨|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️
arrows_counterclockwise 🔄|arrow_forward ▶️|ballot_box_with_check ☑️|bar_chart 📊|bell 🔔|no_bell 🔕|bookmark 🔖|books 📚
book 📖|briefcase 💼|broken_heart 💔|bulb 💡|bust_in_silhouette 👤|busts_in_silhouette 👥|calendar 📆|date 📅|spiral_calendar_pad 🗓️
chart_with_upwards_trend 📈|clap 👏|clipboard 📋|clock1 🕐|clock3 🕒|clock9 🕘|closed_lock_with_key 🔐|cloud ☁️|computer 💻
coffee ☕|construction 🚧|credit_card 💳|cry 😢|desktop_computer 🖥️|door 🚪|e-mail 📧|email 📧|envelope ✉️|exclamation ❗
grey_exclamation ❕|question ❓|grey_question ❔|eyes 👀|file_folder 📁|fire 🔥|flag-fr 🇫🇷|flag-gb 🇬🇧|gear ⚙️|gift 🎁|grinning 😀
handshake 🤝|heart ❤️|heavy_check_mark ✔️|heavy_minus_sign ➖|heavy_plus_sign ➕|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠
inbox_tray 📥|outbox_tray 📤|information_source ℹ️|key 🔑|keyboard ⌨️|large_blue_circle 🔵|large_green_circle 🟢|red_circle 🔴
large_orange_circle 🟠|large_yellow_circle 🟡|white_circle ⚪|black_circle ⚫|large_green_square 🟩|large_red_square 🟥|large_yellow_square 🟨
link 🔗|lock 🔒|unlock 🔓|loudspeaker 📢|mega 📣|mag 🔍|mailbox 📫|memo 📝|pencil ✏️|pencil2 ✏️|moneybag 💰|mortar_board 🎓
muscle 💪|no_entry ⛔|no_entry_sign 🚫|notebook 📓|office 🏢|ok_hand 👌|package 📦|page_facing_up 📄|paperclip 📎|partying_face 🥳
paintbrush 🖌️|palm_tree 🌴|pause_button ⏸️|double_vertical_bar ⏸️|phone ☎️|telephone_receiver 📞|point_right 👉|point_down 👇|point_up ☝️
pray 🙏|pushpin 📌|raised_hands 🙌|raising_hand 🙋|recycle ♻️|repeat 🔁|rocket 🚀|runner 🏃|running 🏃|scales ⚖️|seedling 🌱|shield 🛡️
slightly_smiling_face 🙂|smile 😄|smiley 😃|sos 🆘|sparkles ✨|speech_balloon 💬|star ⭐|star2 🌟|stop_sign 🛑|octagonal_sign 🛑
stopwatch ⏱️|timer_clock ⏲️|sunny ☀️|tada 🎉|thinking_face 🤔|thought_balloon 💭|toolbox 🧰|traffic_light 🚦|truck 🚚|trophy 🏆
wastebasket 🗑️|watch ⌚|waving_hand 👋|wave 👋|warning ⚠️|white_check_mark ✅|white_large_square ⬜|black_square_button 🔲
white_square_button 🔳|wrench 🔧|writing_hand ✍️|x ❌|negative_squared_cross_mark ❎|zap ⚡|zzz 💤|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣
five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|iphone 📱|bank 🏦|globe_with_meridians 🌐|robot_face 🤖|new 🆕|sweat_smile 😅
`;

const codes = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((pair): [string, string] => {
      const [code = '', glyph = ''] = pair.split(' ');
      return [code, glyph];
    }),
);

/** `white_check_mark` → ✅; null when the code is not known here. A skin tone suffix is left out. */
export function emojiGlyph(code: string): string | null {
  return codes.get(code.replace(/::skin-tone-\d$/, '')) ?? null;
}
